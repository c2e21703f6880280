package io.ostiary.contract.error;

import io.ostiary.contract.port.Revealed;

import java.util.List;
import java.util.Map;

/**
 * A refusal with AWS's code and text. Its HTTP status follows from the service model (modelled
 * errors) or from the list of common errors, at the gateway. Each record holds the facts that its
 * message needs.
 */
public sealed interface AwsError
        permits IamError, StsError, OrganizationsError, S3Error, OperatorError, CommonError {

    /** The code on the wire of the Query protocol, such as {@code NoSuchEntity}. */
    String code();

    /** For people; AWS's wording where it is known. Never holds a secret. */
    String message();

    /** What it tells of other histories: readers must have that before it goes out; mostly none. */
    default List<Revealed> revealed() {
        return List.of();
    }

    /** Further members of a modelled error, such as Organizations' {@code Reason}; mostly none. */
    default Map<String, String> details() {
        return Map.of();
    }
}
