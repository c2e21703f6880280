package io.ostiary.standalone.terraform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the AWS provider calls while its resources are made, read back, changed and taken away, and
 * what it must be answered so that it finds nothing to do: recorded from the real one ({@link
 * TerraformTest} says how), whose version stands in the file.
 */
@ExtendWith(RunningHouse.Shared.class)
final class ProviderCallsTest {

    private final RunningHouse house;
    private final Tenant tenant;

    ProviderCallsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
    }

    @Test
    void everyCallIsAnsweredAsWhenTheProviderMadeIt() throws Exception {
        var blanks = Configuration.blanks(tenant.account());
        var resource = ProviderCallsTest.class.getResource("provider-calls.txt");
        List<RecordedCall> calls = CallFile.read(Path.of(Objects.requireNonNull(resource).toURI()));
        assertTrue(calls.size() > 100, "calls: " + calls.size());
        try (var signed = new SignedCalls(house.url())) {
            for (int i = 0; i < calls.size(); i++) {
                RecordedCall expected = calls.get(i);
                RecordedCall answered;
                do {
                    answered = ask(signed, expected, blanks);
                } while (answered.isUnderWay());
                assertEquals(expected.status(), answered.status(), i + ": " + answered);
                assertEquals(expected.answer(), answered.answer(), i + ": " + expected.operation());
            }
        }
    }

    private RecordedCall ask(SignedCalls signed, RecordedCall call, Blanks blanks) {
        var parameters = new ArrayList<String>();
        blanks.filled(call.parameters())
                .forEach(
                        (name, value) -> {
                            parameters.add(name);
                            parameters.add(value);
                        });
        var reply =
                signed.iam(
                        tenant.admin().credentials(),
                        call.operation(),
                        parameters.toArray(String[]::new));
        return new RecordedCall(
                call.operation(),
                call.parameters(),
                reply.status(),
                blanks.read(call.answer(), RecordedCall.elements(reply.body())));
    }
}
