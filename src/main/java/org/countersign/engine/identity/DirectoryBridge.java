package org.countersign.engine.identity;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.countersign.engine.Accounts;
import org.countersign.engine.Flow;
import org.countersign.engine.Provisioning;
import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.countersign.people.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries the directory over to the engine: an account for everybody, a group for every role, membership while employed, and the
 * narrow grants the task list needs. Running it twice changes nothing. Grants on single tasks are the engine's own and left alone.
 */
@Component
class DirectoryBridge {

    private static final Logger log = LoggerFactory.getLogger(DirectoryBridge.class);

    private static final String EVERYBODY = "staff";

    private record Grant(String groupId, Resource resource, String resourceId, Set<Permission> permissions) {}

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final Accounts accounts;
    private final ReadyMadeFilters filters;
    private final People people;
    private final List<Flow> flows;
    private final TransactionTemplate transactions;

    DirectoryBridge(IdentityService identity, AuthorizationService authorizations, Accounts accounts, ReadyMadeFilters filters,
            People people, List<Flow> flows, PlatformTransactionManager transactions) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.accounts = accounts;
        this.filters = filters;
        this.people = people;
        this.flows = flows;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** In one transaction: whoever can sign in has all their rights. The Tasklist asks for them once a session. */
    @EventListener
    @Order(0)
    void ready(ApplicationReadyEvent event) {
        transactions.executeWithoutResult(status -> keepInStep());
    }

    @EventListener
    void changed(PeopleChanged event) {
        keepInStep();
    }

    synchronized void keepInStep() {
        Provisioning.run(() -> {
            List<Person> everybody = people.all();
            Set<String> roles = roles(everybody);
            openAccounts(everybody);
            keepGroups(roles);
            keepMemberships(everybody, roles);
            Map<String, Set<String>> readersOfFilters = filters.keep(roles);
            keepGrants(grants(readersOfFilters));
        });
    }

    private Set<String> roles(List<Person> everybody) {
        Set<String> roles = new TreeSet<>(ReadyMadeFilters.ROLES);
        roles.add(EVERYBODY);
        everybody.forEach(person -> roles.addAll(person.roles()));
        flows.forEach(flow -> roles.addAll(flow.starters()));
        return roles;
    }

    private void openAccounts(List<Person> everybody) {
        Map<String, User> known = identity.createUserQuery().list().stream().collect(Collectors.toMap(User::getId, Function.identity()));
        int opened = 0;
        for (Person person : everybody) {
            User user = known.get(person.userId());
            if (user == null) {
                accounts.open(person.userId(), person.name(), person.email());
                opened++;
            } else if (Accounts.name(user, person.name(), person.email())) {
                identity.saveUser(user);
            }
        }
        if (opened > 0) {
            log.info("{} accounts opened for people of the directory", opened);
        }
    }

    private void keepGroups(Set<String> roles) {
        Set<String> known = identity.createGroupQuery().list().stream().map(Group::getId).collect(Collectors.toSet());
        for (String role : roles) {
            if (!known.contains(role)) {
                Group group = identity.newGroup(role);
                group.setName(Person.inWords(role));
                group.setType("countersign");
                identity.saveGroup(group);
            }
        }
    }

    private void keepMemberships(List<Person> everybody, Set<String> roles) {
        LocalDate today = people.today();
        for (String role : identity.createGroupQuery().list().stream().map(Group::getId).toList()) {
            Set<String> wanted = everybody.stream()
                    .filter(person -> roles.contains(role) && person.has(role) && person.isEmployedOn(today))
                    .map(Person::userId).collect(Collectors.toSet());
            Set<String> present = identity.createUserQuery().memberOfGroup(role).list().stream().map(User::getId).collect(Collectors.toSet());
            wanted.stream().filter(userId -> !present.contains(userId)).forEach(userId -> identity.createMembership(userId, role));
            present.stream().filter(userId -> !wanted.contains(userId)).forEach(userId -> identity.deleteMembership(userId, role));
        }
    }

    private List<Grant> grants(Map<String, Set<String>> readersOfFilters) {
        List<Grant> grants = new ArrayList<>();
        grants.add(new Grant(EVERYBODY, Resources.APPLICATION, "tasklist", Set.of(Permissions.ACCESS)));
        Set<String> starters = new HashSet<>();
        for (Flow flow : flows) {
            for (String role : flow.starters()) {
                starters.add(role);
                grants.add(new Grant(role, Resources.PROCESS_DEFINITION, flow.name(),
                        Set.of(Permissions.READ, Permissions.CREATE_INSTANCE)));
            }
        }
        starters.forEach(role -> grants.add(new Grant(role, Resources.PROCESS_INSTANCE, "*", Set.of(Permissions.CREATE))));
        readersOfFilters.forEach((filterId, readers) -> readers.forEach(role ->
                grants.add(new Grant(role, Resources.FILTER, filterId, Set.of(Permissions.READ)))));
        return grants;
    }

    /** On the resources the application grants by itself, nothing but the wanted grants stays. */
    private void keepGrants(List<Grant> wanted) {
        Map<Grant, Authorization> present = new HashMap<>();
        for (Resource resource : List.of(Resources.APPLICATION, Resources.PROCESS_DEFINITION, Resources.PROCESS_INSTANCE, Resources.FILTER)) {
            for (Authorization row : authorizations.createAuthorizationQuery().resourceType(resource).list()) {
                Grant grant = wanted.stream().filter(w -> isThe(w, row)).findFirst().orElse(null);
                if (grant == null || present.putIfAbsent(grant, row) != null) {
                    authorizations.deleteAuthorization(row.getId());
                }
            }
        }
        for (Grant grant : wanted) {
            if (!present.containsKey(grant)) {
                Authorization row = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
                row.setGroupId(grant.groupId());
                row.setResource(grant.resource());
                row.setResourceId(grant.resourceId());
                grant.permissions().forEach(row::addPermission);
                authorizations.saveAuthorization(row);
            }
        }
    }

    private static boolean isThe(Grant grant, Authorization row) {
        return row.getAuthorizationType() == AUTH_TYPE_GRANT && row.getUserId() == null && grant.groupId().equals(row.getGroupId())
                && grant.resource().resourceType() == row.getResourceType() && grant.resourceId().equals(row.getResourceId())
                && Set.of(row.getPermissions(Permissions.values())).stream().filter(p -> p != Permissions.NONE)
                        .collect(Collectors.toSet()).equals(grant.permissions());
    }
}
