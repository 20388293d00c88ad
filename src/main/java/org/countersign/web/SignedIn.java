package org.countersign.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.web.security.FirstAdministrator;
import org.springframework.stereotype.Component;

/** The person in front of the browser, as the directory knows them. Looked up once a request. */
@Component
class SignedIn {

    private static final String FOUND = SignedIn.class.getName();

    private final People people;
    private final FirstAdministrator firstAdministrator;

    SignedIn(People people, FirstAdministrator firstAdministrator) {
        this.people = people;
        this.firstAdministrator = firstAdministrator;
    }

    Optional<Person> person(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof Person person) {
            return Optional.of(person);
        }
        Principal principal = request.getUserPrincipal();
        Optional<Person> person = principal == null ? Optional.empty() : people.byUserId(principal.getName())
                .or(() -> firstAdministrator.asPerson(principal.getName()));
        person.ifPresent(found -> request.setAttribute(FOUND, found));
        return person;
    }

    /** @throws NotForYou when nobody is signed in, or the account is not in the directory */
    Person require(HttpServletRequest request) {
        return person(request).orElseThrow(() -> new NotForYou(
                "Your account is not in the directory of people, so this page cannot know what is yours. Ask an administrator to add you."));
    }

    /** @throws NotForYou when the person has none of the roles */
    static void mustHave(Person person, String role, String whoseItIs) {
        if (!person.has(role)) {
            throw new NotForYou("This page is for " + whoseItIs + ". If you need it for your work, ask your line manager.");
        }
    }
}
