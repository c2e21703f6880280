package io.ostiary.sealing;

import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;

import java.util.Optional;

/** Seals the secret members of commands, each bound to the member's name and the request. */
public final class CommandFields {

    private final Seal seal;

    /**
     * @param key for {@link Purpose#COMMAND_FIELD}
     */
    public CommandFields(PurposeKey key) {
        this.seal = Seal.with(key.require(Purpose.COMMAND_FIELD));
    }

    /**
     * @param member such as {@code password}
     * @param binding what ties it to its place: a request id, an access key id; empty when sealer
     *     and opener share nothing, as for a password that was hashed before its request had an id
     */
    public SealedSecret seal(Secret secret, String member, String binding) {
        return seal.seal(secret, AssociatedData.of(member, binding));
    }

    public Optional<Secret> open(SealedSecret sealed, String member, String binding) {
        return seal.open(sealed, AssociatedData.of(member, binding));
    }

    @Override
    public String toString() {
        return "CommandFields";
    }
}
