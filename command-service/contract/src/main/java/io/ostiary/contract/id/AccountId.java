package io.ostiary.contract.id;

/** A twelve-digit account id: the tenant, the Kafka key and the first part of every stored key. */
public record AccountId(String value) implements Comparable<AccountId> {

    /**
     * The history that reserves what must be unique in the world: account ids, e-mails, aliases,
     * bucket names.
     */
    public static final AccountId REGISTRY = new AccountId("000000000000");

    public static final int LENGTH = 12;

    /**
     * @throws IllegalArgumentException when the value is not exactly twelve ASCII digits
     */
    public AccountId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an account id of twelve digits");
        }
    }

    public static boolean isValid(String value) {
        if (value.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** Without formatting: every access key id that is looked at goes through here. */
    public static AccountId of(long number) {
        String digits = Long.toString(number);
        return new AccountId("0".repeat(Math.max(0, LENGTH - digits.length())) + digits);
    }

    public long number() {
        return Long.parseLong(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
