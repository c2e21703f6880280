package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.MfaDeviceQuery;
import io.ostiary.contract.query.MfaDeviceQuery.ListMFADevices;
import io.ostiary.contract.query.MfaDeviceQuery.ListVirtualMFADevices;
import io.ostiary.contract.result.MfaDeviceResult.ListMFADevicesResult;
import io.ostiary.contract.result.MfaDeviceResult.ListVirtualMFADevicesResult;
import io.ostiary.state.view.AccountView;

import java.util.List;

/**
 * What is told of MFA devices: that there are none. Nothing makes one yet, so it is true of every
 * account; who takes a user away with all that is his (Terraform's force_destroy) or audits an
 * account asks for them, and would stop where the question is not answered.
 */
final class MfaDeviceQueries {

    private MfaDeviceQueries() {}

    static Reply answer(AccountView account, Actor actor, MfaDeviceQuery query) {
        return switch (query) {
            case ListMFADevices list ->
                    switch (Owner.of(account, actor, list.userName())) {
                        case Owner.Nobody(var error) -> refused(error);
                        case Owner.AUser _, Owner.OfRoot _ ->
                                found(new ListMFADevicesResult(false, List.of(), null));
                    };
            case ListVirtualMFADevices _ ->
                    found(new ListVirtualMFADevicesResult(false, null, List.of()));
        };
    }
}
