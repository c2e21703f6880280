package io.ostiary.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.id.AccountId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

/** Which principals a policy document names in other accounts. */
final class ForeignPrincipalsTest {

    private static final AccountId OWN = new AccountId("111111111111");
    private static final String EVE = "arn:aws:iam::222222222222:user/eve";
    private static final String ROLE = "arn:aws:iam::222222222222:role/path/r";

    @Test
    void textsAndListsAreFoundInEveryStatement() {
        assertEquals(
                Set.of(EVE, ROLE),
                ForeignPrincipals.in(
                        """
                        {"Statement":[{"Principal":{"Service":["a","b"],"AWS":"%s"}},
                        {"Principal":{"AWS":["%s","*"],"Federated":{"x":[1]}}}]}\
                        """
                                .formatted(EVE, ROLE),
                        OWN));
    }

    @Test
    void whomADenySparesIsFoundToo() {
        assertEquals(
                Set.of(EVE, ROLE),
                ForeignPrincipals.in(
                        """
                        {"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":["%s","%s"]}}]}\
                        """
                                .formatted(EVE, ROLE),
                        OWN));
    }

    @Test
    void accountsAndOnesOwnPrincipalsAreNotAskedFor() {
        assertEquals(
                Set.of(),
                ForeignPrincipals.in(
                        """
                        {"Principal":{"AWS":["222222222222","arn:aws:iam::222222222222:root","*",
                        "arn:aws:iam::111111111111:user/alice","AIDA","arn:aws:s3:::b"]}}\
                        """,
                        OWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Principal",
                "{\"Principal\":\"*\"}",
                "{\"Principal\":{\"AWS\":\"arn:aws:iam::222222222222:user/eve\"}",
                "{\"Principal\":{\"AWS\":\"arn:aws:iam::222222222222:user/eve\","
                        + "\"AWS\":\"arn:aws:iam::222222222222:user/eve\"}}",
                "{'Principal':{'AWS':'arn:aws:iam::222222222222:user/eve'}}"
            })
    void whatIsNotStrictJsonNamesNobody(String document) {
        assertEquals(Set.of(), ForeignPrincipals.in(document, OWN));
    }

    @Test
    void A072_aDeepDocumentEndsEarly() {
        String deep = "{\"Principal\":{\"AWS\":" + "[".repeat(100_000);
        assertEquals(Set.of(), ForeignPrincipals.in(deep, OWN));
    }
}
