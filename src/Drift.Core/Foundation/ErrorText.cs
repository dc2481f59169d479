namespace Drift.Core.Foundation;

/// <summary>Texts of the runtime's exceptions, for people.</summary>
internal static class ErrorText
{
    /// <summary>The sentence of an argument error, without the name of the parameter, which means nothing outside the code.</summary>
    public static string Sentence(this ArgumentException error)
    {
        int end = error.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end > 0 ? error.Message[..end] : error.Message;
    }
}
