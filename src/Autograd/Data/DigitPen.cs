namespace Autograd.Data;

/// <summary>Draws one handwritten digit at a time: a glyph, bent and jittered by a generator, as grey pixels.</summary>
/// <remarks>
/// Only operations that every processor rounds alike (+ − × ÷ √) are used, so that a seed gives the same pixels everywhere: rotations
/// come from a drawn sine, and what should look normally distributed is a sum of uniforms.
/// </remarks>
internal sealed class DigitPen(Generator generator)
{
    /// <summary>The width and height of an image in pixels.</summary>
    public const int Size = 28;

    private const float Box = 20; // the glyph's own size in pixels; the rest is margin, as in MNIST
    private const int Steps = 6; // line segments between two points of a stroke
    private const int Nodes = 4; // of the elastic grid, along each axis

    private readonly float[] _canvas = new float[Size * Size];
    private readonly float[] _noise = new float[Size * Size];
    private readonly float[] _bendX = new float[Nodes * Nodes], _bendY = new float[Nodes * Nodes];
    private readonly (float X, float Y)[] _stroke = new (float X, float Y)[16];

    // One sample's affine map, thickness and pressure.
    private float _xx, _xy, _yx, _yy, _dx, _dy, _radius;

    /// <summary>Draws a digit into 28 × 28 bytes: 0 is paper, 255 ink.</summary>
    public void Draw(int digit, Span<byte> pixels)
    {
        (float X, float Y)[][][] ways = DigitGlyphs.Ways[digit];
        (float X, float Y)[][] strokes = ways[(int)(generator.NextUInt32() % (uint)ways.Length)];
        ChooseHand();
        Array.Clear(_canvas);
        foreach ((float X, float Y)[] stroke in strokes) DrawStroke(stroke);
        Develop(pixels);
    }

    private void ChooseHand()
    {
        float sine = .40f * Spread(), cosine = MathF.Sqrt(1 - sine * sine);
        float slant = .10f + .50f * Spread();
        float width = Box * (.82f + .34f * Spread()), height = Box * (.92f + .20f * Spread());
        // Slant, then scale, then turn.
        (_xx, _xy) = (cosine * width, -cosine * slant * width - sine * height);
        (_yx, _yy) = (sine * width, cosine * height - sine * slant * width);
        (_dx, _dy) = (Size / 2f + 3f * Spread(), Size / 2f + 2.4f * Spread());
        _radius = 1.35f + .85f * Spread();
        for (int i = 0; i < _bendX.Length; i++)
        {
            _bendX[i] = .18f * Spread();
            _bendY[i] = .17f * Spread();
        }
    }

    private void DrawStroke(ReadOnlySpan<(float X, float Y)> points)
    {
        Span<(float X, float Y)> jittered = _stroke.AsSpan(0, points.Length);
        for (int i = 0; i < points.Length; i++) jittered[i] = (points[i].X + .065f * Spread(), points[i].Y + .065f * Spread());
        // The pen is pressed differently at the two ends of a stroke.
        float first = _radius * (1 + .3f * Spread()), last = _radius * (1 + .3f * Spread());
        (float X, float Y) from = Place(jittered[0]);
        int spans = jittered.Length - 1;
        for (int span = 0; span < spans; span++)
        {
            (float X, float Y) a = jittered[Math.Max(span - 1, 0)], b = jittered[span];
            (float X, float Y) c = jittered[span + 1], d = jittered[Math.Min(span + 2, spans)];
            for (int step = 1; step <= Steps; step++)
            {
                float t = (float)step / Steps;
                (float X, float Y) to = Place((Spline(a.X, b.X, c.X, d.X, t), Spline(a.Y, b.Y, c.Y, d.Y, t)));
                DrawLine(from, to, first + (last - first) * ((span + t) / spans));
                from = to;
            }
        }
    }

    /// <summary>Catmull–Rom: a smooth curve from b (t = 0) to c (t = 1), with a and d before and behind.</summary>
    private static float Spline(float a, float b, float c, float d, float t) =>
        b + .5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

    /// <summary>From the glyph's box to pixels: the elastic bend, then the affine map.</summary>
    private (float X, float Y) Place((float X, float Y) point)
    {
        float x = point.X + Bend(_bendX, point) - .5f, y = point.Y + Bend(_bendY, point) - .5f;
        return (_xx * x + _xy * y + _dx, _yx * x + _yy * y + _dy);
    }

    private static float Bend(float[] grid, (float X, float Y) point)
    {
        (int column, float u) = Cell(point.X);
        (int row, float v) = Cell(point.Y);
        int at = row * Nodes + column;
        float above = grid[at] + u * (grid[at + 1] - grid[at]);
        float below = grid[at + Nodes] + u * (grid[at + Nodes + 1] - grid[at + Nodes]);
        return above + v * (below - above);
    }

    private static (int Cell, float Within) Cell(float coordinate)
    {
        float scaled = Math.Clamp(coordinate, 0, 1) * (Nodes - 1);
        int cell = Math.Min((int)scaled, Nodes - 2);
        float t = scaled - cell;
        return (cell, t * t * (3 - 2 * t)); // eased, so that the bend has no kink at a node
    }

    /// <summary>A line with round ends: full ink within its radius, fading over one pixel at the edge.</summary>
    private void DrawLine((float X, float Y) from, (float X, float Y) to, float radius)
    {
        float reach = radius + .5f, dx = to.X - from.X, dy = to.Y - from.Y;
        float scale = 1 / Math.Max(dx * dx + dy * dy, 1e-6f);
        (int left, int right) = Range(from.X, to.X, reach);
        (int top, int bottom) = Range(from.Y, to.Y, reach);
        for (int row = top; row <= bottom; row++)
        {
            float y = row + .5f - from.Y;
            for (int column = left; column <= right; column++)
            {
                float x = column + .5f - from.X;
                float along = Math.Clamp((x * dx + y * dy) * scale, 0, 1);
                float offX = x - along * dx, offY = y - along * dy, square = offX * offX + offY * offY;
                if (square >= reach * reach) continue;
                ref float ink = ref _canvas[row * Size + column];
                ink = Math.Max(ink, Math.Min(reach - MathF.Sqrt(square), 1));
            }
        }
    }

    private static (int First, int Last) Range(float a, float b, float reach) =>
        (Math.Max((int)(Math.Min(a, b) - reach), 0), Math.Min((int)(Math.Max(a, b) + reach), Size - 1));

    /// <summary>Ink to bytes, with grain: the ink takes unevenly, and the paper is not quite clean.</summary>
    private void Develop(Span<byte> pixels)
    {
        generator.FillUniform(_noise, 0, 1);
        float darkness = 255 * (.92f + .08f * Spread());
        for (int i = 0; i < pixels.Length; i++)
        {
            float grain = _noise[i], ink = _canvas[i] * darkness * (1 - .15f * grain * grain);
            float dust = grain > .985f ? 40 * (grain - .985f) / .015f : 0;
            pixels[i] = (byte)Math.Min(ink + dust, 255);
        }
    }

    /// <summary>A number around 0, within ±1: nearer to 0 more often.</summary>
    private float Spread() => .5f * (Unit() + Unit() - Unit() - Unit());

    private float Unit() => (generator.NextUInt32() >> 8) * (1f / (1 << 24));
}
