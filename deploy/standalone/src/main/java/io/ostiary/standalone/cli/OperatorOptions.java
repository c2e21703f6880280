package io.ostiary.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Which account an operator acts upon, and as whom. */
final class OperatorOptions {
    @Mixin private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--account",
            paramLabel = "ID",
            required = true,
            description = "its twelve digits")
    private String account = "";

    String account() {
        return account;
    }

    /**
     * @param input beside the account
     * @throws io.ostiary.standalone.folder.Unusable as {@link OperatorCall#send}
     */
    JsonNode send(String operation, Map<String, ?> input) {
        var whole = new HashMap<String, Object>(input);
        whole.put("AccountId", account);
        return new OperatorCall(caller.caller(System.getenv()), InstantSource.system())
                .send(operation, whole);
    }
}
