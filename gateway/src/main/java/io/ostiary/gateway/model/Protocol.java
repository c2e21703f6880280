package io.ostiary.gateway.model;

/**
 * How a service's calls travel: AWS Query (form in, XML or JSON out), AWS JSON 1.1, or as REST, the
 * operation named by method and path, with bodies in XML (S3) or JSON (our own paths).
 */
public enum Protocol {
    QUERY,
    JSON_1_1,
    REST_XML,
    REST_JSON;

    public boolean isRest() {
        return this == REST_XML || this == REST_JSON;
    }
}
