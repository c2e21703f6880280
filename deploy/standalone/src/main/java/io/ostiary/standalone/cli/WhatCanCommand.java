package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** What one principal may do. */
@Command(
        name = "what-can",
        description = {
            "What a principal of the caller's account may do, on a resource or on any:",
            "  what-can arn:aws:iam::123456789012:user/alice arn:aws:s3:::my-app-uploads/x",
            "or with which resources it may do something:",
            "  what-can arn:aws:iam::123456789012:user/alice --action iam:GetUser",
            "Needs ostiary:WhoCan on arn:aws:ostiary::ACCOUNT:account."
        },
        mixinStandardHelpOptions = true)
final class WhatCanCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SearchOptions search = new SearchOptions();

    @Parameters(
            index = "0",
            paramLabel = "PRINCIPAL",
            description = "ARN or unique id of a user or role, or root's ARN")
    private String principal = "";

    @Parameters(
            index = "1",
            paramLabel = "RESOURCE",
            arity = "0..1",
            description = "its ARN, or * for none (default: any)")
    private @Nullable String resource;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "which of the account's resources, for this action")
    private @Nullable String action;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "only these resources: user, role, policy, bucket, sqs …")
    private @Nullable String type;

    @Override
    public Integer call() throws JsonProcessingException {
        Map<String, String> question = new HashMap<>(Map.of("principal", principal));
        put(question, "resource", resource);
        put(question, "action", action);
        put(question, "type", type);
        return search.run(spec, "/v1/what-can", question, "Nothing.");
    }

    private static void put(Map<String, String> into, String member, @Nullable String value) {
        if (value != null) {
            into.put(member, value);
        }
    }
}
