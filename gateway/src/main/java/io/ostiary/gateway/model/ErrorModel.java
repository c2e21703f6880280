package io.ostiary.gateway.model;

/**
 * An error that operations declare.
 *
 * @param shapeName the model's name, such as {@code NoSuchEntityException}
 * @param code the name on the wire, such as {@code NoSuchEntity}; the shape's name where the model
 *     gives none
 * @param httpStatus 400 where the model gives none (500 for a declared fault)
 * @param senderFault whether the caller could have avoided it
 */
public record ErrorModel(
        String shapeName,
        String code,
        int httpStatus,
        boolean senderFault,
        Shape.StructureShape shape) {}
