package io.ostiary.contract.error;

import java.util.Map;

/**
 * A refusal with AWS's code and text. Its HTTP status follows from the service model (modelled
 * errors) or from the list of common errors, at the gateway. Each record holds the facts that its
 * message needs.
 */
public sealed interface AwsError permits IamError, StsError, OrganizationsError, CommonError {

    /** The code on the wire of the Query protocol, such as {@code NoSuchEntity}. */
    String code();

    /** For people; AWS's wording where it is known. Never holds a secret. */
    String message();

    /** Further members of a modelled error, such as Organizations' {@code Reason}; mostly none. */
    default Map<String, String> details() {
        return Map.of();
    }
}
