package io.ostiary.policy.search;

/** What each layer says; one that is not asked allows. */
record Layers(
        Effects rcp,
        Effects scp,
        Effects resource,
        Effects identity,
        Effects boundary,
        Effects session) {}
