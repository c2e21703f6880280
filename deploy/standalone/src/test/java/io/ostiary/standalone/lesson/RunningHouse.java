package io.ostiary.standalone.lesson;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.broker.Durability;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.standalone.HouseClock;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.writer.Deciders;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/**
 * One house for every test of this run, on a free port and a folder of its own. A test makes itself
 * an account with {@link #newAccount}, so that none sees what another does.
 */
public final class RunningHouse implements AutoCloseable {
    /** Whoever calls from this address is believed; tests that are no proxies do not. */
    public static final String TRUSTED_PROXY = "127.0.0.2";

    private final Path data;
    private final Standalone house;
    private final AwsCredentials root;
    private final Organization organization;

    private RunningHouse(Path data, Standalone house, AwsCredentials root) {
        this.data = data;
        this.house = house;
        this.root = root;
        this.organization = Organization.create(new Client(house.url(), root));
    }

    /** Starts one of a test's own; most tests take the shared one as a parameter. */
    public static RunningHouse start() throws IOException {
        return start(InstantSource.system());
    }

    /** One whose time the test moves; SDKs sign by the system's and are refused when it is far. */
    public static RunningHouse start(InstantSource clock) throws IOException {
        Path data = Files.createTempDirectory("house");
        var house =
                HouseClock.start(
                        new StandaloneOptions(
                                data,
                                new Listening(
                                        List.of(ListenAddress.loopback(0)),
                                        null,
                                        TrustedProxies.of(List.of(TRUSTED_PROXY)),
                                        false),
                                "us-east-1",
                                null,
                                Durability.PROCESS,
                                Deciders.CLOSED_ACCOUNTS_KEPT),
                        clock);
        try {
            var json = new ObjectMapper().readTree(house.rootCredentials().toFile());
            return new RunningHouse(
                    data,
                    house,
                    AwsBasicCredentials.create(
                            json.get("AccessKeyId").textValue(),
                            json.get("SecretAccessKey").textValue()));
        } catch (IOException | RuntimeException e) {
            house.close();
            throw e;
        }
    }

    public String url() {
        return house.url();
    }

    public Path data() {
        return data;
    }

    /** The management account's id. */
    public String account() {
        return house.account().value();
    }

    public AwsCredentials rootCredentials() {
        return root;
    }

    public Client root() {
        return as(root);
    }

    public Client as(AwsCredentials credentials) {
        return new Client(house.url(), credentials);
    }

    /**
     * Another account of the organization, empty but for the role that its tenant administers by.
     */
    public Tenant newAccount() {
        return organization.newAccount();
    }

    /** What its gateway does every hour. */
    public void sweepClosedAccounts() {
        HouseClock.sweepClosedAccounts(house);
    }

    /** Ends the house and leaves the folder. */
    public void stop() {
        house.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives the shared house to tests that ask for it, and ends it after the last. */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningHouse.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(RunningHouse.class, _ -> started(), RunningHouse.class);
        }

        private static RunningHouse started() {
            try {
                return start();
            } catch (IOException e) {
                throw new IllegalStateException("the house did not start", e);
            }
        }
    }
}
