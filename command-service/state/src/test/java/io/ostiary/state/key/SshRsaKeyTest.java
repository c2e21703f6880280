package io.ostiary.state.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.ostiary.state.key.SshRsaKey.Reading;
import io.ostiary.state.key.SshRsaKey.Reading.Invalid;
import io.ostiary.state.key.SshRsaKey.Reading.Read;
import io.ostiary.state.key.SshRsaKey.Reading.Unrecognized;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

class SshRsaKeyTest {
    /** The same key three times, in PEM as OpenSSL writes it, and its fingerprint. */
    private static final String LINE =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQChttfTzzR0/7R9KvrNIGw0xcfZegkL/n"
                    + "ehNcHphPanSckqkAax+vk8+qUCyd3hoJ+nvZrjrJh4byPiNPPbQHjGR4+vPxJrikwQjpmM"
                    + "Kh2WldcLNA/j21D0Ys86K1BDDOnDf7qv3ivhA1hTt19AhsI7Yuuz4lIhPJGN045NSzPpWE"
                    + "PIK7fFy0TbGtV8SgqywpfAH2JOQhJ2XVwntbFVoqPXQPhyIHWC4iSs7zjEDCUTcl27NdCo"
                    + "RVuC0HBJolyb7R5Qm7N5+oYzVvrDIlkxzE4xuTLI9s68299qjCd3+n8gyChzBeQtrPuTxm"
                    + "R65oGwj0rTZ+yh5Mv9VXPveqT4fZxn";

    private static final String INFO =
            """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAobbX0880dP+0fSr6zSBs
            NMXH2XoJC/53oTXB6YT2p0nJKpAGsfr5PPqlAsnd4aCfp72a46yYeG8j4jTz20B4
            xkePrz8Sa4pMEI6ZjCodlpXXCzQP49tQ9GLPOitQQwzpw3+6r94r4QNYU7dfQIbC
            O2Lrs+JSITyRjdOOTUsz6VhDyCu3xctE2xrVfEoKssKXwB9iTkISdl1cJ7WxVaKj
            10D4ciB1guIkrO84xAwlE3JduzXQqEVbgtBwSaJcm+0eUJuzefqGM1b6wyJZMcxO
            MbkyyPbOvNvfaownd/p/IMgocwXkLaz7k8ZkeuaBsI9K02fsoeTL/VVz73qk+H2c
            ZwIDAQAB
            -----END PUBLIC KEY-----
            """;

    private static final String PKCS1 =
            """
            -----BEGIN RSA PUBLIC KEY-----
            MIIBCgKCAQEAobbX0880dP+0fSr6zSBsNMXH2XoJC/53oTXB6YT2p0nJKpAGsfr5
            PPqlAsnd4aCfp72a46yYeG8j4jTz20B4xkePrz8Sa4pMEI6ZjCodlpXXCzQP49tQ
            9GLPOitQQwzpw3+6r94r4QNYU7dfQIbCO2Lrs+JSITyRjdOOTUsz6VhDyCu3xctE
            2xrVfEoKssKXwB9iTkISdl1cJ7WxVaKj10D4ciB1guIkrO84xAwlE3JduzXQqEVb
            gtBwSaJcm+0eUJuzefqGM1b6wyJZMcxOMbkyyPbOvNvfaownd/p/IMgocwXkLaz7
            k8ZkeuaBsI9K02fsoeTL/VVz73qk+H2cZwIDAQAB
            -----END RSA PUBLIC KEY-----
            """;

    private static final String FINGERPRINT = "6d:c1:e2:53:ad:b2:16:c5:77:e3:84:a4:98:c2:86:e4";

    private static SshRsaKey read(String text) {
        return assertInstanceOf(Read.class, SshRsaKey.read(text)).key();
    }

    private static SshRsaKey key(int bits, int exponent) {
        return new SshRsaKey(
                BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE),
                BigInteger.valueOf(exponent));
    }

    @Test
    void theThreeEncodingsAreOneKey() {
        SshRsaKey key = read(LINE + " comment with spaces");
        assertEquals(key, read(INFO));
        assertEquals(key, read(PKCS1));
        assertEquals(LINE, key.toLine());
        assertEquals(INFO, key.toPem());
        assertEquals(FINGERPRINT, key.fingerprint());
        assertEquals(47, key.fingerprint().length());
    }

    @Test
    void whiteSpaceAroundAKeyDoesNotMatter() {
        assertEquals(read(LINE), read("  " + LINE + "\r\n"));
        assertEquals(read(INFO), read("\n" + INFO.replace("\n", "\r\n") + "\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2_048, 3_072, 4_096, 16_384})
    void everySizeFromTheMinimumToTheMaximumIsTaken(int bits) {
        SshRsaKey key = key(bits, 65_537);
        assertEquals(key, read(key.toLine()));
        assertEquals(key, read(key.toPem()));
    }

    @Test
    void otherSizesAndOddExponentsAreInvalid() {
        assertInstanceOf(Invalid.class, SshRsaKey.read(key(2_047, 65_537).toLine()));
        assertInstanceOf(Invalid.class, SshRsaKey.read(key(16_385, 65_537).toLine()));
        assertInstanceOf(Invalid.class, SshRsaKey.read(key(2_048, 65_536).toLine()));
        assertInstanceOf(Invalid.class, SshRsaKey.read(key(2_048, 1).toLine()));
        assertInstanceOf(Invalid.class, SshRsaKey.read(key(2_048, -3).toLine()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPPyhhXkhiYl",
                "ecdsa-sha2-nistp256 AAAA",
                "ssh-rsaAAAA",
                "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void anotherEncodingIsNotRecognized(String text) {
        assertInstanceOf(Unrecognized.class, SshRsaKey.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-rsa",
                "ssh-rsa !",
                "ssh-rsa AAAA",
                "ssh-rsa /////w==",
                "ssh-rsa AAAAB3NzaC1yc2E=",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----"
            })
    void whatIsBrokenIsInvalid(String text) {
        assertInstanceOf(Invalid.class, SshRsaKey.read(text));
    }

    @Test
    void moreThanOneLineOrMoreThanTheKeyIsInvalid() {
        byte[] wire = Base64.getDecoder().decode(LINE.split(" ", -1)[1]);
        byte[] longer = Arrays.copyOf(wire, wire.length + 1);
        assertInstanceOf(
                Invalid.class,
                SshRsaKey.read("ssh-rsa " + Base64.getEncoder().encodeToString(longer)));
        assertInstanceOf(Invalid.class, SshRsaKey.read(LINE + "\n" + LINE));
        assertInstanceOf(Invalid.class, SshRsaKey.read(INFO + INFO));
    }

    @Test
    void whateverIsChangedInAKeyIsAnsweredAndNeverThrown() {
        var random = new Random(7);
        for (String text : new String[] {LINE, INFO, PKCS1}) {
            for (int i = 0; i < 2_000; i++) {
                var changed = new StringBuilder(text);
                for (int j = 1 + random.nextInt(4); j > 0; j--) {
                    changed.setCharAt(
                            random.nextInt(changed.length()), (char) (' ' + random.nextInt(95)));
                }
                int length = random.nextInt(5) == 0 ? random.nextInt(text.length()) : text.length();
                Reading reading = SshRsaKey.read(changed.substring(0, length));
                assertNotNull(reading);
            }
        }
    }
}
