package io.ostiary.engine.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.result.EngineResult.SimulateCustomPolicyResult;
import io.ostiary.engine.TestHouse;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The bound on what one account may ask, and the lease. */
final class EngineQueriesTest {

    private static final AccountId ONE = new AccountId("111111111111");
    private static final AccountId TWO = new AccountId("222222222222");
    private static final String ALLOW =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

    private final TestHouse house = new TestHouse();

    @Test
    void a127_whoFloodsIsThrottledAndOthersAreAnswered() {
        Caller flooding = house.userCaller(ONE, ALLOW);
        Caller other = house.userCaller(TWO, ALLOW);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(house.engine.answer(flooding, heavy()).toCompletableFuture());
        }
        Answer ofOther =
                house.engine.answer(other, simulation(List.of("*"))).toCompletableFuture().join();
        assertInstanceOf(Answer.Given.class, ofOther);
        long throttled =
                answers.stream()
                        .map(CompletableFuture::join)
                        .filter(
                                answer ->
                                        answer instanceof Answer.Refused refused
                                                && refused.error().code().equals("Throttling"))
                        .count();
        assertTrue(throttled > 0 && throttled < 200, throttled + " of 200");
    }

    @Test
    void withoutALeaseNothingIsSaid() {
        Caller caller = house.userCaller(ONE, ALLOW);
        house.endLease();
        var refused =
                assertInstanceOf(
                        Answer.Refused.class,
                        house.engine
                                .answer(caller, simulation(List.of("*")))
                                .toCompletableFuture()
                                .join());
        assertEquals("ServiceUnavailable", refused.error().code());
    }

    @Test
    void aSimulationIsAnsweredByTheEngine() {
        Caller caller = house.userCaller(ONE, ALLOW);
        var given =
                assertInstanceOf(
                        Answer.Given.class,
                        house.engine
                                .answer(caller, simulation(List.of()))
                                .toCompletableFuture()
                                .join());
        var result = assertInstanceOf(SimulateCustomPolicyResult.class, given.result());
        assertEquals("allowed", result.evaluationResults().getFirst().evalDecision());
    }

    private static EngineQuery heavy() {
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            resources.add("arn:aws:s3:::b/" + i);
        }
        return simulation(resources);
    }

    private static EngineQuery simulation(List<String> resources) {
        return new EngineQuery.SimulateCustomPolicy(
                List.of("s3:GetObject", "s3:PutObject"),
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(ALLOW),
                resources,
                null,
                null,
                null);
    }
}
