package io.ostiary.gateway.model;

/** How a service's calls travel: AWS Query (form in, XML or JSON out) or AWS JSON 1.1. */
public enum Protocol {
    QUERY,
    JSON_1_1
}
