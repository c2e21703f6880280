package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.coverage.WireCalls;
import io.ostiary.testkit.DeclaredErrors;

import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.net.URI;

/** AWS's own SDK with somebody's credentials; it never tries twice. */
public final class Client {
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.builder().build();

    private final String url;
    private final AwsCredentials credentials;
    private final IamClient iam;
    private final StsClient sts;
    private final OrganizationsClient organizations;
    private final S3Client s3;
    private final AccessAnalyzerClient accessAnalyzer;

    /**
     * Fails a test whose call is refused with an error that its operation does not declare, and
     * notes every call and its answer.
     */
    private static final class OnlyDeclaredErrors implements ExecutionInterceptor {
        @Override
        public void afterExecution(
                Context.AfterExecution finished, ExecutionAttributes attributes) {
            record(attributes, "");
        }

        @Override
        public Throwable modifyException(
                Context.FailedExecution failed, ExecutionAttributes attributes) {
            if (failed.exception() instanceof AwsServiceException e
                    && e.awsErrorDetails() != null) {
                String code = code(e);
                record(attributes, code);
                DeclaredErrors.checkOnTheWire(
                        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), code);
            }
            return failed.exception();
        }

        /** The answer to a HEAD has no body: its status says what the code would. */
        private static String code(AwsServiceException e) {
            String told = e.awsErrorDetails().errorCode();
            return told != null ? told : e.statusCode() == 404 ? "NoSuchBucket" : "AccessDenied";
        }

        private static void record(ExecutionAttributes attributes, String code) {
            WireCalls.fromSdk(
                    attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                    code);
        }
    }

    /** What a call was refused with. */
    public record Refusal(int status, String code, String message) {}

    public Client(String url, AwsCredentials credentials) {
        this.url = url;
        this.credentials = credentials;
        this.iam = prepared(IamClient.builder()).region(Region.AWS_GLOBAL).httpClient(HTTP).build();
        this.sts = prepared(StsClient.builder()).region(Region.US_EAST_1).httpClient(HTTP).build();
        this.organizations =
                prepared(OrganizationsClient.builder())
                        .region(Region.AWS_GLOBAL)
                        .httpClient(HTTP)
                        .build();
        this.accessAnalyzer =
                prepared(AccessAnalyzerClient.builder())
                        .region(Region.US_EAST_1)
                        .httpClient(HTTP)
                        .build();
        this.s3 =
                prepared(S3Client.builder())
                        .region(Region.US_EAST_1)
                        .serviceConfiguration(pathStyle())
                        .httpClient(HTTP)
                        .build();
    }

    private static S3Configuration pathStyle() {
        return S3Configuration.builder().pathStyleAccessEnabled(true).build();
    }

    private <B extends AwsClientBuilder<B, ?>> B prepared(B builder) {
        return builder.endpointOverride(URI.create(url))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(
                        c ->
                                c.retryStrategy(DefaultRetryStrategy.doNotRetry())
                                        .addExecutionInterceptor(new OnlyDeclaredErrors()));
    }

    public IamClient iam() {
        return iam;
    }

    public StsClient sts() {
        return sts;
    }

    public OrganizationsClient organizations() {
        return organizations;
    }

    public AccessAnalyzerClient accessAnalyzer() {
        return accessAnalyzer;
    }

    public S3Client s3() {
        return s3;
    }

    public AwsCredentials credentials() {
        return credentials;
    }

    public String url() {
        return url;
    }

    /** The same house for somebody else. */
    public Client with(AwsCredentials others) {
        return new Client(url, others);
    }

    /** The client of a new session of the role. */
    public Client assume(String roleArn) {
        return with(
                credentials(
                        sts.assumeRole(r -> r.roleArn(roleArn).roleSessionName("session"))
                                .credentials()));
    }

    public static AwsCredentials credentials(AccessKey key) {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    public static AwsCredentials credentials(Credentials session) {
        return AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    /** The call's refusal; fails when there is none, or it is no AWS error. */
    public static Refusal refusal(Executable call) {
        var e = assertThrows(AwsServiceException.class, call);
        return new Refusal(
                e.statusCode(),
                e.awsErrorDetails().errorCode(),
                e.awsErrorDetails().errorMessage());
    }
}
