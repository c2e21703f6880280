package io.ostiary.log.codec;

import io.ostiary.contract.secret.Secret;

/**
 * How a {@link Secret} inside a value is written. In topics not at all; between our own services
 * sealed, under the key of internal calls.
 */
public interface SecretForm {

    /** Refuses every secret: a value that holds one cannot be written or read. */
    SecretForm NONE =
            new SecretForm() {
                @Override
                public String write(Secret secret) {
                    throw new IllegalStateException("a secret was about to be written");
                }

                @Override
                public Secret read(String text) {
                    throw new IllegalArgumentException("a secret in the clear");
                }
            };

    String write(Secret secret);

    /**
     * @throws IllegalArgumentException when it was not written by {@link #write}
     */
    Secret read(String text);
}
