package io.ostiary.contract.secret;

/**
 * A secret under authenticated encryption, fit for topics and disks. Which key opens it follows
 * from where it lies: at rest the account's data key, in a command the command field key, in an
 * outcome the reply key of that command.
 *
 * @param sealed base64url without padding
 */
public record SealedSecret(String sealed) {

    @Override
    public String toString() {
        return "SealedSecret";
    }
}
