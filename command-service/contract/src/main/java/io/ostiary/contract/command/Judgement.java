package io.ostiary.contract.command;

import java.util.List;

/**
 * By what a command was authorized, so that the writer can tell whether that still holds.
 *
 * @param revision of the account, 0 at least: the policies as they were then allowed the command
 * @param sessionPolicies the managed policies that limit the caller's session, by unique id; those
 *     of AWS by ARN
 */
public record Judgement(long revision, List<String> sessionPolicies) {

    /** Of what the house itself sends: no policy limits it. */
    public static final Judgement HOUSE = new Judgement(0, List.of());

    public Judgement {
        sessionPolicies = List.copyOf(sessionPolicies);
    }
}
