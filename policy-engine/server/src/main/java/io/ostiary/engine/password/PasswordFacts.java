package io.ostiary.engine.password;

import io.ostiary.contract.secret.HashedPassword;

/**
 * Which classes of characters a password holds (IAM API Reference, UpdateAccountPasswordPolicy):
 * letters of the basic Latin alphabet in each case, digits, and the symbols listed there.
 */
final class PasswordFacts {

    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

    private PasswordFacts() {}

    static HashedPassword.Facts of(String password) {
        boolean upperCase = false;
        boolean lowerCase = false;
        boolean digit = false;
        boolean symbol = false;
        for (int i = 0; i < password.length(); i++) {
            char c = password.charAt(i);
            upperCase |= c >= 'A' && c <= 'Z';
            lowerCase |= c >= 'a' && c <= 'z';
            digit |= c >= '0' && c <= '9';
            symbol |= SYMBOLS.indexOf(c) >= 0;
        }
        return new HashedPassword.Facts(upperCase, lowerCase, digit, symbol);
    }
}
