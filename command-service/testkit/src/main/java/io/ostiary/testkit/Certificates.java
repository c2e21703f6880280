package io.ostiary.testkit;

import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.SealedSecret;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;

/**
 * Certificates and private keys for tests, made for nothing else. All but one are valid from 2020
 * to 2120.
 */
public final class Certificates {

    /** Its own issuer, of an RSA key of 2,048 bits. */
    public static final String RSA =
            """
            -----BEGIN CERTIFICATE-----
            MIICtjCCAZ6gAwIBAgIIT7uIP1rZR7MwDQYJKoZIhvcNAQELBQAwGjEYMBYGA1UE
            AwwPcnNhLmV4YW1wbGUub3JnMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAw
            MDAwWjAaMRgwFgYDVQQDDA9yc2EuZXhhbXBsZS5vcmcwggEiMA0GCSqGSIb3DQEB
            AQUAA4IBDwAwggEKAoIBAQDB7xyZWH1pgIf3EVNqDtpEe3tp43PlNfP+ALXSUWM9
            Kt5N812AuuKIEfXXzwrt0pF2vFZEoBHrVt+2ES0OdMdPugvNJUl+vE2G6bWimRKA
            sYRpuzMNdPm/1fEALytG3djuxNMv9rx/s2jrk/DTTPKw3vePDQGejerio0IcBf1E
            qY6C2hmXHEHf0Ozvn1ES6leduxQmXBY8cXbyoP7xyxZJQZ22Z9i4Pk1RbU6wMbnX
            c1EOoEXq8p9xRKo/6sbnvvUZfFwV8LABhpBCSFTv79AwRp3EqdDLwj+7FN8vu0wo
            D6OO73RqcqSAYI5ghXUmhldYre/oVMC+UItHF4rNH46VAgMBAAEwDQYJKoZIhvcN
            AQELBQADggEBAKmGXW4wEjs+5fKGgy0PfLI8y3FMNoGcjnCeZPZtODBiwzDbHPxV
            IN3Xzb9QL11XS5mXKmHXh4ilzTC73lEezKhVga7Kg/Hh+5TTtnINx9l088B994SY
            f1ZY9hS6dX+uJaHo2k5v0yOz4DtrlT6lWHCgMVQypYeubSQkkypAOid6b/CX+UbZ
            FRf6yoo36BOlJzkHCYXcVFe9K9uo50SFopPHn59a48g12NH1864hajo3Q6KS95tq
            g8bFQhbbwlxatc8/7A+o7txk6bzPL2J/fgV/0lKPSjacmRv0fBhFugbZWJm4lhV7
            2eVEpbcd5W+pYBl3pXwn3oPXt1C813nYga4=
            -----END CERTIFICATE-----
            """;

    /** Of {@link #RSA}, as PKCS#1. */
    public static final String RSA_KEY =
            """
            -----BEGIN RSA PRIVATE KEY-----
            MIIEpAIBAAKCAQEAwe8cmVh9aYCH9xFTag7aRHt7aeNz5TXz/gC10lFjPSreTfNd
            gLriiBH1188K7dKRdrxWRKAR61bfthEtDnTHT7oLzSVJfrxNhum1opkSgLGEabsz
            DXT5v9XxAC8rRt3Y7sTTL/a8f7No65Pw00zysN73jw0Bno3q4qNCHAX9RKmOgtoZ
            lxxB39Ds759REupXnbsUJlwWPHF28qD+8csWSUGdtmfYuD5NUW1OsDG513NRDqBF
            6vKfcUSqP+rG5771GXxcFfCwAYaQQkhU7+/QMEadxKnQy8I/uxTfL7tMKA+jju90
            anKkgGCOYIV1JoZXWK3v6FTAvlCLRxeKzR+OlQIDAQABAoIBAETDyjo9fEqafpuG
            kzM6DP7XYg1Lz15o4Rkhm1b18OBRgP3W20K4AXcKF0fsbA2j6lxVr6kpsPDnnu9p
            67YChmGosGKPZB4CGuNJn1QGPt9PEoqDDDkrTxtMeuX707aPF0qik9ef/3qwXPWb
            QXtK/4rjpJgenoJgA/dUuC5DmWhssKeUrCahnAfnFM07Li6KWCNdlqOMNog783df
            v0vRE5fCHGX+HokTkcne8uWMJQNT60eJNDrYKqPAO+p/38N3zw4wLhnyU9h5fLT/
            0MFeGBb0fk6tdxLbWtfQogz2+EVMgfNNO32fq+9zK7lynHuoF7SrsuJheHQAybNM
            3cDGC8kCgYEA6LtpF0Jginp3UO80i+BpQzw0oneb2BDlCrqv2jGY6vAkSxPyb6om
            TVAVLeNcZexvzwJp6ZlJT2KyF+Uy1QUo89p684F2aHgp3CAfRiAS7Bx3UGCLxiXH
            VzsbfKVuShl/drYIyy+f8jRUFQjvOC+ePIGV8iAuxG/zt0lPaCVdvXcCgYEA1VKy
            VuxBiWstLu95VysNIphpfimpuXBrAI0hNj/qnPC/gUyRm0yDARGpmOVYLMV7P//H
            zV6Ajr3KVzAhnJS/noROrLRJ1Ni7XavLREAtVsTcC6HP2YLxb/eYryGF8wyui3Vj
            NEUT2kCZ+m0LDqX+3zBVW5jRXsE6dcccqfaSJ1MCgYEAp9Pd6OP48mN1/2tAHU5r
            Gg0kd7SBMcKdKKuPfG0ftOwPgASWY2fzzvTdEQZP70AdMM6wyb+8Wf72Jr0ldvAN
            pCv9VfQaCyP8K70OUGd4vcOZVuEIao97vK/nFm/FpLHWdSi4Fq31TZfmunSC7aWJ
            GmDoXH5Qu19wBNBc7uFjQ+kCgYBAVp6/JKZngdGw1D0ukyd1Ba7bhElSSpubIPWh
            XQmvp9S6dJN92UexrNgP6yv65NzVYpmqURRI+Ojr/vJEPYDFmHX6FK4n6e4oxEWc
            IhcKknkjcPw1SA71jCGawGub8Hk8Sn1PKH5iVxWZuAWbt2j1e6hi5eZPw8uT9iep
            A1r1TQKBgQDjPbr7s+Cq0AwPVL75cTmqCtEu/39vFUIo4hAb7JgvTli2N6jjjavi
            Ng1sKt7PlJ+avB36Jj4to2dWB9mG5hudUGD7+UwyLUE22we0pFjUSAlk5qEu7HMW
            LfB4q1I50xR0Qm+hqIKqc7MpSWprrg/VWJOgdmlvtX5CgqWiq4iauQ==
            -----END RSA PRIVATE KEY-----
            """;

    /** Of a key on P-384, signed by {@link #ISSUER}. */
    public static final String CURVE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBRDCB6qADAgECAghQwjpny9RXfDAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDApJ
            c3N1aW5nIENBMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAcMRow
            GAYDVQQDDBFjdXJ2ZS5leGFtcGxlLm9yZzB2MBAGByqGSM49AgEGBSuBBAAiA2IA
            BB/UgQfP9VLRm0IoP2QNGO9c+momWQoL/jUgFR7dNVnIR97TtfpsWwjIOOq97Cyb
            H6HSrjLP0H4NLlTI5ehaZYU2bTWBfJ3F/JLwrfFrqM0XjbRJN9Pvcs4ikSjfT7nS
            +jAKBggqhkjOPQQDAgNJADBGAiEAqaP6/dzenGym7RXRSq7TtZ783Ns1BE1gWVwY
            DlLT5WkCIQCzUCNizPXXVSTK+YnIkyxvtI7sFCkToqMkFXeA8Z5f0Q==
            -----END CERTIFICATE-----
            """;

    /** Of {@link #CURVE} and {@link #EXPIRED}, as SEC 1. */
    public static final String CURVE_KEY =
            """
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDD+4n6QIr0Rrq5LASXHxkVRXuPMSfsbrIsuIhFrc+4IGrXcQ8DKokE+
            fOTcTOsyigCgBwYFK4EEACKhZANiAAQf1IEHz/VS0ZtCKD9kDRjvXPpqJlkKC/41
            IBUe3TVZyEfe07X6bFsIyDjqvewsmx+h0q4yz9B+DS5UyOXoWmWFNm01gXydxfyS
            8K3xa6jNF420STfT73LOIpEo30+50vo=
            -----END EC PRIVATE KEY-----
            """;

    /** Of {@link #CURVE}, as PKCS#8. */
    public static final String CURVE_KEY_PKCS8 =
            """
            -----BEGIN PRIVATE KEY-----
            MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDD+4n6QIr0Rrq5LASXH
            xkVRXuPMSfsbrIsuIhFrc+4IGrXcQ8DKokE+fOTcTOsyigChZANiAAQf1IEHz/VS
            0ZtCKD9kDRjvXPpqJlkKC/41IBUe3TVZyEfe07X6bFsIyDjqvewsmx+h0q4yz9B+
            DS5UyOXoWmWFNm01gXydxfyS8K3xa6jNF420STfT73LOIpEo30+50vo=
            -----END PRIVATE KEY-----
            """;

    /** Signed by {@link #ROOT}. */
    public static final String ISSUER =
            """
            -----BEGIN CERTIFICATE-----
            MIIBMjCB2KADAgECAggUfuchiBdnyjAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdS
            b290IENBMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAVMRMwEQYD
            VQQDDApJc3N1aW5nIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESRUxLhpP
            UOST8irqG/tZHw7AbJRIMIY2tDtKSwMD5OEKryVcmDh98oPXjbmLSSuTfHsEcfSr
            NXqFNkJq9Hhk3KMTMBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBG
            AiEAwM0/ZMLrxgNhqyc700CH8hB4/pB3aeLspx82gxG7WRYCIQCgx+lP+lBMN1pH
            AER5esvGqMxxp7B9Yya+wLmiAEPqLA==
            -----END CERTIFICATE-----
            """;

    /** Its own issuer. */
    public static final String ROOT =
            """
            -----BEGIN CERTIFICATE-----
            MIIBLjCB1aADAgECAghSivIbUFDY9DAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdS
            b290IENBMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjASMRAwDgYD
            VQQDDAdSb290IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQTKhigyB0yfA
            Nv9BYf2BDm6jWuOvUkAQ7kanTzB/MNwd/I0M8NdKKi+EaQ/rrzRrLMEo1aYb6J94
            JHuCM3w5jaMTMBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA
            haCPX9y8Wo54Pq9ScuZpvMNTYmVU6JONyte3ni+z9JQCIAOI1Razvsx0ltj2Nl4d
            SaCrJXjToycxFl6STD3/ECPu
            -----END CERTIFICATE-----
            """;

    /** Of the key of {@link #CURVE}, until 2021. */
    public static final String EXPIRED =
            """
            -----BEGIN CERTIFICATE-----
            MIIBYzCB66ADAgECAggPW9YhPKzSdTAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9v
            bGQuZXhhbXBsZS5vcmcwHhcNMjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAa
            MRgwFgYDVQQDDA9vbGQuZXhhbXBsZS5vcmcwdjAQBgcqhkjOPQIBBgUrgQQAIgNi
            AAQf1IEHz/VS0ZtCKD9kDRjvXPpqJlkKC/41IBUe3TVZyEfe07X6bFsIyDjqvews
            mx+h0q4yz9B+DS5UyOXoWmWFNm01gXydxfyS8K3xa6jNF420STfT73LOIpEo30+5
            0vowCgYIKoZIzj0EAwIDZwAwZAIwZa6BiXDKJZ1+2Olj40IJx1u46NJe9FhC+og4
            k93Y7WfTywAX8m56hDrkLs9H4TdlAjA4Nt9L4lOan8DFyZmWyZukfJXW82jarTYg
            jSqDF+L/ABEp6bYcmegSpyYZiwZ0xMQ=
            -----END CERTIFICATE-----
            """;

    private Certificates() {}

    /** What a gateway sends with a certificate: the key that matches it, as if sealed. */
    public static SealedPrivateKey keyOf(String certificate) {
        try {
            byte[] publicKey =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            certificate.getBytes(StandardCharsets.US_ASCII)))
                            .getPublicKey()
                            .getEncoded();
            return new SealedPrivateKey(
                    new SealedSecret("key"),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
