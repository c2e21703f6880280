package io.ostiary.engine.search;

import io.ostiary.contract.id.Arn;
import io.ostiary.policy.catalog.ActionEntry;
import io.ostiary.policy.catalog.ResourceType;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.catalog.ServiceEntry;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All actions of the service authorization data, by name; read when first asked for. */
final class KnownActions {

    private final ServiceAuthorization data;
    private volatile @Nullable List<Known> all;

    /** An action, and which kinds of resources it works on. */
    record Known(ActionName name, List<ResourceType> types) {

        /** An action without types of its own works on nothing in particular: {@code *}. */
        boolean worksOn(Arn resource) {
            String text = resource.toString();
            for (ResourceType type : types) {
                if (type.isOf(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    KnownActions(ServiceAuthorization data) {
        this.data = data;
    }

    /** Ordered by their texts. */
    List<Known> all() {
        List<Known> known = all;
        if (known == null) {
            // Two threads may both read them: they read the same.
            known = read();
            all = known;
        }
        return known;
    }

    /** Null for an action that is in no data. */
    @Nullable Known find(ActionName name) {
        ActionEntry entry = data.action(name.text());
        ServiceEntry service = entry == null ? null : data.service(entry.service());
        return entry == null || service == null ? null : known(service, entry);
    }

    private List<Known> read() {
        var known = new ArrayList<Known>(1 << 15);
        for (String prefix : data.prefixes()) {
            ServiceEntry service = data.service(prefix);
            if (service != null) {
                for (ActionEntry action : service.actions()) {
                    known.add(known(service, action));
                }
            }
        }
        known.sort(Comparator.comparing(one -> one.name().text()));
        return List.copyOf(known);
    }

    private static Known known(ServiceEntry service, ActionEntry action) {
        var types = new ArrayList<ResourceType>(action.resources().size());
        for (ActionEntry.Resource resource : action.resources()) {
            ResourceType type = service.resourceType(resource.type());
            if (type != null) {
                types.add(type);
            }
        }
        return new Known(ActionName.of(action.text()), List.copyOf(types));
    }
}
