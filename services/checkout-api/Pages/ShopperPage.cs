using System.Net;
using System.Text;

namespace Checkout.Api.Pages;

/// <summary>What shoppers see of this service. A page needs no script and loads nothing.</summary>
internal static class ShopperPage
{
    /// <param name="statusCode">HTTP status.</param>
    /// <param name="title">Title and heading, plain text.</param>
    /// <param name="content">What stands below the heading, HTML.</param>
    public static IResult Of(int statusCode, string title, string content) => Results.Content(
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{WebUtility.HtmlEncode(title)}}</title>
          <style>
            body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 32rem; padding: 0 1.5rem; color: #1b1f24; }
            h1 { font-size: 1.5rem; }
            label { display: block; margin: 1rem 0 0.25rem; }
            input, button { font: inherit; padding: 0.5rem; width: 100%; box-sizing: border-box; }
            button { margin-top: 1.5rem; background: #1b1f24; color: #fff; border: 0; border-radius: 0.25rem; }
            .short { display: inline-block; width: 30%; margin-right: 2%; }
            .wrong { color: #a40e26; margin: 0.25rem 0 0; }
          </style>
        </head>
        <body>
          <main>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>
            {{content}}
          </main>
        </body>
        </html>
        """,
        "text/html",
        Encoding.UTF8,
        statusCode);
}
