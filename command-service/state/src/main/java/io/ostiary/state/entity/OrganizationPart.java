package io.ostiary.state.entity;

import io.ostiary.contract.shape.Tag;

import java.util.List;

/** What an organization is made of and tags hang on: its root, units, accounts and policies. */
public sealed interface OrganizationPart extends Entity
        permits Organization, OrganizationalUnit, MemberAccount, OrganizationPolicy {

    /** r-…, ou-…, p-… or twelve digits: the form says what it is of. */
    String partId();

    /** Their keys are unique as they are spelled (Organizations User Guide, "Tagging"). */
    List<Tag> tags();

    OrganizationPart withTags(List<Tag> tags);
}
