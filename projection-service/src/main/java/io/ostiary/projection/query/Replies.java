package io.ostiary.projection.query;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.result.Result;

import java.util.List;

/** How queries answer; the texts are AWS's. */
final class Replies {

    private Replies() {}

    static Reply found(Result result) {
        return new Reply.Found(result);
    }

    static Reply found(Result result, List<Revealed> revealed) {
        return new Reply.Found(result, revealed);
    }

    static Reply refused(AwsError error) {
        return new Reply.Refused(error);
    }

    static Reply refused(AwsError error, List<Revealed> revealed) {
        return new Reply.Refused(error, revealed);
    }

    static Reply missing(Subject subject, String name) {
        return refused(NoSuchEntity.named(subject, name));
    }

    /** An inline policy that its user, group or role does not have. */
    static Reply missingInlinePolicy(Subject owner, String policyName) {
        return refused(
                new NoSuchEntity(
                        "The "
                                + owner.word()
                                + " policy with name "
                                + policyName
                                + " cannot be found."));
    }
}
