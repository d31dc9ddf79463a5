using System.Globalization;

namespace HotStart.Bench.Reporting;

/// <summary>Values of one kind, for medians and tails.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];
    private bool _sorted;

    public int Count => _values.Count;

    public double Median => At(0.5);

    public double P99 => At(0.99);

    public double Max => At(1);

    public void Add(double value)
    {
        _values.Add(value);
        _sorted = false;
    }

    /// <summary>The smallest value that this share of all values does not exceed.</summary>
    public double At(double share)
    {
        if (!_sorted)
        {
            _values.Sort();
            _sorted = true;
        }

        return _values.Count == 0 ? double.NaN : _values[Math.Clamp((int)Math.Ceiling(share * _values.Count) - 1, 0, _values.Count - 1)];
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
