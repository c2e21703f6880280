package io.ostiary.writer.loop;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.view.AccountState;

/** What the writer knows of an account: what it has come to, and what has changed lately. */
record AccountHistory(AccountState state, RecentRights rights) {

    static AccountHistory empty(AccountId id) {
        return new AccountHistory(AccountState.empty(id), RecentRights.NONE);
    }

    AccountHistory after(EventEnvelope event) {
        return new AccountHistory(state.after(event), rights.after(event));
    }

    AccountHistory withoutDetails() {
        return new AccountHistory(state, rights.withoutDetails());
    }
}
