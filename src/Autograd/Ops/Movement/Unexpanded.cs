namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The view that has each stored element of an expanded tensor once: of a dimension that repeats elements, the first index. All the
    /// repetitions show what is written to it. The tensor itself if nothing is expanded.
    /// </summary>
    internal Tensor Unexpanded()
    {
        Tensor view = this;
        for (int i = 0; i < Rank; i++)
        {
            if (Layout.Strides[i] == 0 && Shape[i] > 1) view = view.Narrow(i, 0, 1);
        }

        return view;
    }

    /// <summary>
    /// True where any repetition of an element of an expanded tensor is marked; has the shape of <see cref="Unexpanded"/>.
    /// </summary>
    internal Tensor UnexpandedMask(Tensor mask)
    {
        for (int i = 0; i < Rank; i++)
        {
            if (Layout.Strides[i] == 0 && Shape[i] > 1) mask = mask.Any(i, keepDim: true);
        }

        return mask;
    }
}
