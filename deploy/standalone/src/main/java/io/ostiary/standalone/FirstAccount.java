package io.ostiary.standalone;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.sealing.CommandFields;
import io.ostiary.standalone.folder.RootCredentials;

import java.util.Map;

/**
 * The account whose root credentials were written down at the first start. They lie on disk before
 * it is asked for, and the request has one id: it may be made again after any crash, and the
 * histories take it twice without harm.
 *
 * @param secret root's secret access key, sealed as a command field
 */
public record FirstAccount(AccountId account, String accessKeyId, SealedSecret secret) {

    public static FirstAccount of(RootCredentials root, CommandFields fields) {
        String keyId = root.accessKeyId().value();
        return new FirstAccount(
                root.account(),
                keyId,
                fields.seal(root.secretAccessKey(), "secretAccessKey", keyId));
    }

    CommandEnvelope request() {
        var wanted =
                new NewAccount(
                        account,
                        "ostiary",
                        "root@" + account + ".invalid",
                        null,
                        null,
                        new RootKey(accessKeyId, secret));
        var requestId = "first-account-" + account;
        return new CommandEnvelope(
                AccountId.REGISTRY,
                requestId,
                "",
                null,
                Actor.system(account),
                Judgement.HOUSE,
                Map.of(),
                null,
                new ReserveAccount(requestId, account, wanted));
    }
}
