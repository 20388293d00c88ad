package org.countersign.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import org.countersign.engine.Accounts;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one sign-in page. In the demonstration it also introduces the invented people. */
@Controller
class SignInPage {

    static final String REFUSAL = SignInPage.class.getName() + ".refusal";

    /** Somebody of the demonstration, as the sign-in page introduces them. */
    record DemoPerson(String userId, String name, String position, String roles) {}

    private static final List<String> UNSAID = List.of("staff");

    private final Accounts accounts;
    private final People people;
    private final Institution institution;

    SignInPage(Accounts accounts, People people, Institution institution) {
        this.accounts = accounts;
        this.people = people;
        this.institution = institution;
    }

    @GetMapping("/login")
    String page(HttpServletRequest request, Model model) {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (person != null && person.isAuthenticated() && !(person instanceof AnonymousAuthenticationToken)) {
            return "redirect:/";
        }
        if (request.getParameter("out") != null) {
            model.addAttribute("notice", "You have signed out.");
        } else if (request.getParameter("again") != null) {
            model.addAttribute("notice", "The page had been open for too long. Please sign in again.");
        } else if (request.getParameter("over") != null) {
            model.addAttribute("notice", "Your session has ended. Please sign in again.");
        } else if (request.getParameter("chosen") != null) {
            model.addAttribute("notice", "Your new password is set. Please sign in with it.");
        }
        return shown(model);
    }

    /** Reached by forwarding alone: called directly it is the sign-in page. */
    @PostMapping("/login/refused")
    String refused(HttpServletRequest request, HttpServletResponse response, Model model,
            @RequestParam(name = "username", defaultValue = "") String username) {
        if (request.getAttribute(REFUSAL) instanceof RefusedForNow refused) {
            long seconds = refused.waiting().toSeconds();
            response.setHeader("Retry-After", String.valueOf(seconds));
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("trouble", "Too many attempts in a row. Please wait " + (seconds == 1 ? "a second" : seconds + " seconds")
                    + " and try again; nothing is locked.");
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute("trouble", "That user name and password do not belong together. Please try again.");
        }
        model.addAttribute("username", username.length() > 64 ? "" : username);
        return shown(model);
    }

    private String shown(Model model) {
        model.addAttribute("institution", institution.name());
        accounts.demoPassword().ifPresent(password -> {
            model.addAttribute("demoPassword", password);
            model.addAttribute("demoPeople", people.all().stream()
                    .filter(person -> person.has("staff"))
                    .sorted(Comparator.comparing(Person::personId))
                    .map(person -> new DemoPerson(person.userId(), person.name(), person.position(), roles(person)))
                    .toList());
        });
        return "pages/login";
    }

    private static String roles(Person person) {
        return String.join(", ", person.roles().stream().filter(role -> !UNSAID.contains(role)).sorted()
                .map(Person::inWords).toList());
    }
}
