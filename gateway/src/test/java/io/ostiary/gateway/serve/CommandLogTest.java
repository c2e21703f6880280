package io.ostiary.gateway.serve;

import static io.ostiary.gateway.serve.TestGateway.ALICE;
import static io.ostiary.gateway.serve.TestGateway.code;
import static io.ostiary.gateway.serve.TestGateway.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.commands.CommandSettings;
import io.ostiary.gateway.commands.KafkaCommands;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.TopicProvisioner;
import io.ostiary.log.topic.TopicSettings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Commands and outcomes over a real broker, with only the access the gateway has. */
final class CommandLogTest {

    private static final String PASSWORD = "only-for-this-test";
    private static final CommandSettings BRIEF =
            new CommandSettings(Duration.ofMillis(300), Duration.ofMillis(200), 1);

    @TempDir static @Nullable Path folder;
    private static @Nullable EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        List<BrokerUser> users =
                List.of(
                        new BrokerUser(Acls.GATEWAY, PASSWORD),
                        new BrokerUser(Acls.WRITER, PASSWORD));
        broker =
                EmbeddedBroker.start(
                        new BrokerLayout(
                                Objects.requireNonNull(folder),
                                PASSWORD,
                                users,
                                Durability.PROCESS,
                                0));
        try (var admin = broker.admin()) {
            var provisioner = new TopicProvisioner(admin);
            provisioner.provision(TopicSettings.alone(TopicSettings.Durability.PROCESS));
            provisioner.provision(Acls.all());
        }
    }

    @AfterAll
    static void stopBroker() {
        Objects.requireNonNull(broker).close();
    }

    private static LogClients as(String user) {
        return new LogClients(
                LogConnection.plain(
                        Objects.requireNonNull(broker).bootstrapServers(),
                        user,
                        Secret.of(PASSWORD)));
    }

    private static KafkaCommands commands(CommandSettings settings) {
        KafkaCommands commands = new KafkaCommands(as(Acls.GATEWAY), settings, Instant::now);
        commands.start();
        return commands;
    }

    private static OutcomeEnvelope outcome(CommandEnvelope command, Outcome outcome) {
        return new OutcomeEnvelope(
                command.account(), command.requestId(), command.gateway(), outcome);
    }

    @Test
    void aCommandTravelsOnceAndItsOutcomeComesBack() throws Exception {
        try (var commands = commands(CommandSettings.DEFAULTS);
                var gateway = new TestGateway(GatewayConfig.onLoopback(0, "us-east-1"), commands);
                var writer =
                        new StandInWriter(
                                as(Acls.WRITER),
                                command ->
                                        List.of(
                                                // Somebody else's, and one of another account.
                                                new OutcomeEnvelope(
                                                        command.account(),
                                                        command.requestId(),
                                                        "another-gateway",
                                                        new Outcome.Failed()),
                                                outcome(command, new Outcome.Accepted(null, 42)),
                                                outcome(command, new Outcome.Failed())));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Instant before = Instant.now();
            Callable<HttpResponse<String>> call =
                    () -> gateway.iam(ALICE, "Action=CreateUser&UserName=bob");
            for (var answer : callers.invokeAll(java.util.Collections.nCopies(50, call))) {
                assertEquals(200, answer.get().statusCode(), answer.get().body());
            }
            assertEquals(50, gateway.awaited.size());
            List<CommandEnvelope> mine =
                    writer.received.stream()
                            .filter(command -> command.gateway().equals(commands.instanceId()))
                            .toList();
            Set<String> ids = new HashSet<>();
            for (CommandEnvelope command : mine) {
                assertTrue(ids.add(command.requestId()), "sent twice");
                assertEquals(new CreateUser(null, null, List.of(), "bob"), command.command());
                Instant deadline = command.deadline();
                assertNotNull(deadline);
                assertTrue(deadline.isAfter(before.plusSeconds(9)));
            }
            assertEquals(50, ids.size());
            assertEquals(0, commands.inFlight());
            assertTrue(commands.isHealthy());
        }
    }

    @Test
    void A032_anOutdatedCommandTravelsAgainUnderItsRequestId() {
        var rounds = new AtomicLong();
        try (var commands = commands(CommandSettings.DEFAULTS);
                var gateway = new TestGateway(GatewayConfig.onLoopback(0, "us-east-1"), commands);
                var _ =
                        new StandInWriter(
                                as(Acls.WRITER),
                                command -> {
                                    if (!command.gateway().equals(commands.instanceId())) {
                                        return List.of();
                                    }
                                    long round = rounds.incrementAndGet();
                                    gateway.engine.revision = round;
                                    return List.of(
                                            outcome(
                                                    command,
                                                    round < 3
                                                            ? new Outcome.Outdated(round)
                                                            : new Outcome.Accepted(null, round)));
                                })) {
            HttpResponse<String> response = gateway.iam(ALICE, "Action=CreateUser&UserName=bob");
            assertEquals(200, response.statusCode(), response.body());
            assertEquals(3, rounds.get());
            assertEquals(0, commands.inFlight());
        }
    }

    @Test
    void withoutAnOutcomeTheCallerIsToldThatItMayHaveHappened() {
        try (var commands = commands(BRIEF);
                var gateway = new TestGateway(GatewayConfig.onLoopback(0, "us-east-1"), commands)) {
            HttpResponse<String> response = gateway.iam(ALICE, "Action=DeleteUser&UserName=bob");
            assertEquals(503, response.statusCode());
            assertEquals("ServiceUnavailable", code(response));
            assertTrue(element(response, "Message").contains("may have been made"));
            assertEquals(0, commands.inFlight());
        }
    }

    @Test
    void A127_moreThanMayBeOnTheirWayAreThrottled() throws Exception {
        try (var commands = commands(BRIEF);
                var gateway = new TestGateway(GatewayConfig.onLoopback(0, "us-east-1"), commands);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> call =
                    () -> gateway.iam(ALICE, "Action=DeleteUser&UserName=bob");
            Set<String> codes = new HashSet<>();
            for (var answer : callers.invokeAll(java.util.Collections.nCopies(8, call))) {
                codes.add(code(answer.get()));
            }
            assertEquals(Set.of("Throttling", "ServiceUnavailable"), codes);
        }
    }

    @Test
    void aStoppedGatewaySendsNothing() {
        KafkaCommands commands = commands(BRIEF);
        commands.close();
        try (var gateway = new TestGateway(GatewayConfig.onLoopback(0, "us-east-1"), commands)) {
            HttpResponse<String> response = gateway.iam(ALICE, "Action=DeleteUser&UserName=bob");
            assertEquals(503, response.statusCode());
            assertTrue(element(response, "Message").contains("Nothing was changed"));
        }
    }

    @Test
    void theDeadlineFollowsTheClock() {
        InstantSource clock = () -> Instant.parse("2026-01-01T00:00:00Z");
        try (var commands = new KafkaCommands(as(Acls.GATEWAY), BRIEF, clock);
                var writer =
                        new StandInWriter(
                                as(Acls.WRITER),
                                command ->
                                        command.command() instanceof DeleteUser
                                                ? List.of(outcome(command, new Outcome.Expired()))
                                                : List.of());
                var gateway = new TestGateway(GatewayConfig.onLoopback(0, "us-east-1"), commands)) {
            commands.start();
            HttpResponse<String> response = gateway.iam(ALICE, "Action=DeleteUser&UserName=bob");
            assertTrue(element(response, "Message").contains("Nothing was changed"));
            assertEquals(
                    Instant.parse("2026-01-01T00:00:00.300Z"),
                    writer.received.stream()
                            .filter(command -> command.gateway().equals(commands.instanceId()))
                            .findFirst()
                            .orElseThrow()
                            .deadline());
        }
    }
}
