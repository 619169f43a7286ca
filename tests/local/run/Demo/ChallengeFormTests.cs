using Checkout.Local.Run.Demo;

namespace Checkout.Local.Tests.Run.Demo;

public sealed class ChallengeFormTests
{
    private static readonly Uri Page = new("http://localhost:1/acs/7?step=1");

    [Fact]
    public void Address_and_hidden_fields_are_read_as_a_browser_reads_them()
    {
        var form = ChallengeForm.Find(
            """
            <!doctype html>
            <FORM class="acs" method=post action='/acs/7/answer?a=1&amp;b=2'>
              <input type="hidden" name="creq" value="x&quot;y">
              <input type=hidden name=session value=s1 />
              <input type="text" name="note" value="not sent">
              <button name="outcome" value="approve">Approve</button>
            </FORM>
            """,
            Page).ShouldNotBeNull();

        form.Action.ShouldBe(new Uri("http://localhost:1/acs/7/answer?a=1&b=2"));
        form.Fields.Select(field => $"{field.Key}={field.Value}").ShouldBe(["creq=x\"y", "session=s1"], ignoreOrder: true);
    }

    [Fact]
    public void A_form_without_address_is_posted_to_its_page() =>
        ChallengeForm.Find("<form method=\"post\"><input name='outcome'></form>", Page).ShouldNotBeNull().Action.ShouldBe(Page);

    [Fact]
    public void A_page_without_form_has_none() => ChallengeForm.Find("<p>Expired</p>", Page).ShouldBeNull();
}
