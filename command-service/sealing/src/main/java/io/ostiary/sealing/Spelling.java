package io.ostiary.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with one spelling for every value. Java's decoders take missing padding and stray bits in
 * the last character; what does not encode back to itself is refused here, so that no token and no
 * ciphertext has two forms.
 */
enum Spelling {
    STANDARD(Base64.getEncoder(), Base64.getDecoder()),
    URL_WITHOUT_PADDING(Base64.getUrlEncoder().withoutPadding(), Base64.getUrlDecoder());

    private final Base64.Encoder encoder;
    private final Base64.Decoder decoder;

    Spelling(Base64.Encoder encoder, Base64.Decoder decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    String encode(byte[] bytes) {
        return encoder.encodeToString(bytes);
    }

    /**
     * @param maxLength in characters; longer texts are not looked at
     */
    Optional<byte[]> decode(String text, int maxLength) {
        if (text.isEmpty() || text.length() > maxLength) {
            return Optional.empty();
        }
        byte[] characters = new byte[text.length()];
        for (int i = 0; i < characters.length; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                return Optional.empty();
            }
            characters[i] = (byte) c;
        }
        try {
            byte[] bytes = decoder.decode(characters);
            return Arrays.equals(encoder.encode(bytes), text.getBytes(ISO_8859_1))
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
