import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class Status {
    public static void main(String[] args) throws Exception {
        String trackingId = "trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB";
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest req = HttpRequest.newBuilder()
            .uri(URI.create("https://acme.sandbox.azotte.com/api/v1/c2a/offer/checkout/"
                + trackingId + "/status"))
            .header("x-tn", "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f")
            .header("x-api-key", "sk_dev_acme_sample_123456789")
            .GET()
            .build();
        HttpResponse<String> res = client.send(req, HttpResponse.BodyHandlers.ofString());
        System.out.println(res.body());
    }
}
