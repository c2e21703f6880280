package io.ostiary.standalone.cli;

import io.ostiary.policy.signature.PostSigner;
import io.ostiary.standalone.cli.CallerOptions.Caller;
import io.ostiary.standalone.folder.Unusable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

import javax.net.ssl.SSLException;

/** One request to the server's own service, signed as its caller. Sent once. */
final class SignedPost {

    private static final String SERVICE = "ostiary";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Caller caller;
    private final InstantSource clock;

    SignedPost(Caller caller, InstantSource clock) {
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param path of plain letters and slashes
     * @param headers the content type among them; names in lower case
     * @throws Unusable when no server answers
     */
    HttpResponse<String> send(String path, Map<String, String> headers, String body) {
        URI url = uri().resolve(path);
        try (HttpClient http = client()) {
            return http.send(
                    request(url, path, headers, body), HttpResponse.BodyHandlers.ofString());
        } catch (SSLException e) {
            throw new Unusable(
                    "what answers at "
                            + url
                            + " has no certificate that is trusted here: set AWS_CA_BUNDLE to a"
                            + " file with the one that certified it",
                    e);
        } catch (IOException e) {
            throw new Unusable(
                    "no server answers at "
                            + url
                            + ": start it, or set AWS_ENDPOINT_URL to where"
                            + " it listens",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unusable("interrupted: the change may have been made", e);
        }
    }

    private HttpClient client() {
        var client = HttpClient.newBuilder();
        Path trusted = caller.caBundle();
        if (trusted != null) {
            client.sslContext(CertificateBundle.trusted(trusted));
        }
        return client.build();
    }

    private URI uri() {
        try {
            URI url = URI.create(caller.url());
            if (url.getHost() != null) {
                return url.resolve("/");
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Unusable("not an address: AWS_ENDPOINT_URL is such as http://127.0.0.1:4610");
    }

    private HttpRequest request(URI url, String path, Map<String, String> given, String body) {
        String timestamp = TIME.format(clock.instant());
        Map<String, String> headers = new TreeMap<>(given);
        headers.put("x-amz-date", timestamp);
        String token = caller.sessionToken();
        if (token != null) {
            headers.put("x-amz-security-token", token);
        }
        var request =
                HttpRequest.newBuilder(url)
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        headers.put("host", url.getAuthority());
        return request.header(
                        "authorization",
                        PostSigner.authorization(
                                caller.accessKeyId(),
                                caller.secretAccessKey().revealBytes(),
                                caller.region(),
                                SERVICE,
                                path,
                                timestamp,
                                headers,
                                PostSigner.sha256(body)))
                .build();
    }
}
