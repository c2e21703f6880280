package io.ostiary.projection.query;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.id.Arn;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

/**
 * Of whom a query speaks whose UserName may be left out: then it is the caller, found by unique id,
 * never by the name in an ARN.
 */
sealed interface Owner {

    record AUser(User user) implements Owner {}

    record OfRoot() implements Owner {}

    record Nobody(AwsError error) implements Owner {}

    static Owner of(AccountView account, Actor actor, @Nullable String userName) {
        if (userName != null) {
            User named = account.userNamed(userName);
            return named == null ? missing(userName) : new AUser(named);
        }
        boolean here = actor.account().equals(account.id());
        if (here && actor.isRoot()) {
            return new OfRoot();
        }
        if (here && actor.isUser()) {
            User caller = account.userById(actor.principalId());
            return caller == null
                    ? missing(Arn.parse(actor.arn()).map(Arn::resourceName).orElse(""))
                    : new AUser(caller);
        }
        return new Nobody(
                CommonError.validation(
                        "Must specify userName when calling with non-User credentials"));
    }

    private static Owner missing(String userName) {
        return new Nobody(NoSuchEntity.named(IamError.Subject.USER, userName));
    }
}
