package io.ostiary.engine;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication.Verified;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.engine.TestSigner.TestKey;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Prints what a call costs here; the bench has the figures that count. Asserts nothing of time. */
final class ThroughputTest {

    private static final int WARM = 30_000;
    private static final int MEASURED = 30_000;

    private final TestHouse house = new TestHouse();

    @Test
    void whatACallCosts() {
        EntityId user = house.user(ONE, "alice", ALLOW_ALL);
        house.role(ONE, "Ops", trust("\"*\""), Map.of());
        TestKey key = house.key(ONE, user);
        SignedRequest signed = TestSigner.post(key, "iam", house.now());
        Caller caller = house.caller(key);
        var question =
                new Question(
                        caller,
                        "iam",
                        "GetUser",
                        new Parameters(Map.of("UserName", "alice"), List.of(), false),
                        FACTS);
        AssumeRole assume = assume("arn:aws:iam::111111111111:role/Ops");
        TestKey session = house.session(caller, assume);
        SignedRequest bySession = TestSigner.post(session, "iam", house.now());

        measure(
                "authenticate a user",
                () -> assertInstanceOf(Verified.class, house.authenticate(signed)));
        measure(
                "authenticate a session",
                () -> assertInstanceOf(Verified.class, house.authenticate(bySession)));
        measure(
                "authorize GetUser",
                () ->
                        assertInstanceOf(
                                Authorization.Allowed.class,
                                house.engine.authorize(question).toCompletableFuture().join()));
        measure(
                "AssumeRole",
                () -> assertInstanceOf(Answer.Given.class, house.ask(caller, assume)));
    }

    private static void measure(String what, Runnable call) {
        for (int i = 0; i < WARM; i++) {
            call.run();
        }
        long start = System.nanoTime();
        for (int i = 0; i < MEASURED; i++) {
            call.run();
        }
        double micros = (System.nanoTime() - start) / 1_000.0 / MEASURED;
        System.out.printf("%s: %.2f us%n", what, micros);
    }
}
