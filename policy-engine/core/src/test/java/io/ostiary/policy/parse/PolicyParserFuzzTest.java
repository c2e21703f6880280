package io.ostiary.policy.parse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.Principal;

import java.nio.charset.StandardCharsets;

/** Whatever the text: a document that compiles and can be asked, or a message; nothing thrown. */
class PolicyParserFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anyTextIsParsedOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (PolicyKind kind : PolicyKind.values()) {
            ask(PolicyParser.parse(text, kind));
        }
    }

    private static void ask(PolicyParseResult result) {
        switch (result) {
            case MalformedPolicy(String message) -> assertTrue(!message.isEmpty());
            case ParsedPolicy(var document) ->
                    CompiledPolicy.of(document)
                            .effect(
                                    AuthorizationRequest.of(
                                            "s3:GetObject",
                                            "arn:aws:s3:::b/k",
                                            new AccountId("111122223333"),
                                            Principal.ANONYMOUS,
                                            ConditionKeys.NONE),
                                    false);
        }
    }
}
