package io.ostiary.gateway.model;

/**
 * A namespace that a member declares on its element.
 *
 * @param prefix empty for the default namespace
 */
public record XmlNamespace(String uri, String prefix) {}
