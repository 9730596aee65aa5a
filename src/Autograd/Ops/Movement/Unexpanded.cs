namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The view that has each place of an expanded tensor once: where a dimension repeats one place, its first. What is written there all
    /// the repetitions show. The tensor itself where nothing is expanded.
    /// </summary>
    private Tensor Unexpanded()
    {
        Tensor view = this;
        for (int i = 0; i < Rank; i++)
        {
            if (Layout.Strides[i] == 0 && Shape[i] > 1) view = view.Narrow(i, 0, 1);
        }

        return view;
    }

    /// <summary>
    /// True where a place of an expanded tensor is marked in one of its repetitions; of the shape of <see cref="Unexpanded"/>.
    /// </summary>
    private Tensor UnexpandedMask(Tensor mask)
    {
        for (int i = 0; i < Rank; i++)
        {
            if (Layout.Strides[i] == 0 && Shape[i] > 1) mask = mask.Any(i, keepDim: true);
        }

        return mask;
    }
}
