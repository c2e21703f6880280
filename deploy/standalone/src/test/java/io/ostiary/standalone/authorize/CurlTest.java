package io.ostiary.standalone.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.standalone.InstalledProgram;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;

/** The README's example, by a signature that is not ours. */
@ExtendWith(RunningHouse.Shared.class)
final class CurlTest {
    private static final String SIGN = "--aws-sigv4";
    private static final String SCOPE = "aws:amz:us-east-1:ostiary";

    private final RunningHouse house;
    private final Tenant tenant;

    CurlTest(RunningHouse house) {
        this.house = house;
        this.tenant = house.newAccount();
    }

    @Test
    void curlSignsAQuestion() throws IOException {
        Assumptions.assumeTrue(
                InstalledProgram.runs("curl", SIGN, SCOPE, "--version"),
                "SKIPPED: there is no curl that signs");
        var alice = tenant.user("alice", Documents.allow("*", "*"));
        var key = alice.client().credentials();
        var curl =
                new ProcessBuilder(
                                "curl",
                                "--silent",
                                SIGN,
                                SCOPE,
                                "--user",
                                key.accessKeyId() + ":" + key.secretAccessKey(),
                                "-H",
                                "Content-Type: application/json",
                                house.url() + Asker.AUTHORIZE,
                                "--data",
                                Asker.question(
                                        alice.arn(),
                                        "sqs:SendMessage",
                                        "arn:aws:sqs:us-east-1:" + tenant.account() + ":jobs",
                                        "\"aws:SourceIp\":\"192.0.2.7\""))
                        .start();
        String answer = new String(curl.getInputStream().readAllBytes(), UTF_8);
        assertTrue(answer.startsWith("{\"decision\":\"allow\""), answer);
        assertEquals(0, curl.onExit().join().exitValue());
    }
}
