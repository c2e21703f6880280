package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceModel;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One modelled operation and what the gateway has to do for it, found once at the start.
 *
 * @param request the record a checked input is bound to; null when the operation is not built
 * @param result the record it answers with; null when it has no output or is not built
 * @param password the member that the engine hashes before it travels; null where there is none
 * @param oldPassword the member that the engine compares before, with the caller's password so far
 * @param privateKeys members that are sealed here, with the digest of the matching public key
 * @param policies members that hold a policy document, whose foreign principals are resolved
 * @param scalars members that authorization is told; none of them sensitive, none a document or
 *     certificate
 * @param answersSecret whether the outcome may carry a sealed secret
 * @param defaultsToCaller whether UserName left out means the calling user
 * @param page where a page begins; null when the operation does not page
 */
public record Operation(
        OperationModel model,
        ServiceModel service,
        Kind kind,
        @Nullable Class<? extends Record> request,
        @Nullable Class<? extends Record> result,
        @Nullable String password,
        @Nullable String oldPassword,
        List<String> privateKeys,
        List<String> policies,
        List<Member> scalars,
        boolean answersSecret,
        boolean defaultsToCaller,
        @Nullable Page page) {

    /** Who answers it. */
    public enum Kind {
        COMMAND,
        QUERY,
        /** The engine, which also authorizes it. */
        STS,
        /** The engine, by the policies it knows; authorized before, as every other. */
        ENGINE,
        NOT_BUILT
    }

    /**
     * Names of members.
     *
     * @param token {@code Marker} or {@code NextToken}, in the input and in the output
     * @param limit {@code MaxItems} or {@code MaxResults}
     */
    public record Page(String token, String limit) {}

    public String name() {
        return model.name();
    }

    public String signingName() {
        return model.service().signingName();
    }

    public boolean isBuilt() {
        return kind != Kind.NOT_BUILT;
    }
}
