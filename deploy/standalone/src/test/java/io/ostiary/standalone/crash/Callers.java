package io.ostiary.standalone.crash;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

import java.net.URI;

/** AWS's own SDK against one address; it never tries twice. */
final class Callers {

    static {
        // The JDK's client would send a POST again, by itself, when its connection breaks.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.builder().build();

    private final String url;

    Callers(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    IamClient iam(AwsCredentials credentials) {
        return prepared(IamClient.builder(), credentials).region(Region.AWS_GLOBAL).build();
    }

    StsClient sts(AwsCredentials credentials) {
        return prepared(StsClient.builder(), credentials).region(Region.US_EAST_1).build();
    }

    private <
                    B extends
                            AwsClientBuilder<B, ?>
                                    & software.amazon.awssdk.core.client.builder
                                                    .SdkSyncClientBuilder<
                                            B, ?>>
            B prepared(B builder, AwsCredentials credentials) {
        return builder.httpClient(HTTP)
                .endpointOverride(URI.create(url))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }
}
