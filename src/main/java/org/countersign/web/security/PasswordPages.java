package org.countersign.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import org.countersign.engine.Accounts;
import org.countersign.notices.Notices.Notice;
import org.countersign.notices.Notices;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Choosing an own password, and issuing one that works once. */
@Controller
class PasswordPages {

    private final Accounts accounts;
    private final OneTimePasswords oneTimePasswords;
    private final Admission admission;
    private final SignIn signIn;
    private final People people;
    private final Notices notices;
    private final Clock clock;

    PasswordPages(Accounts accounts, OneTimePasswords oneTimePasswords, Admission admission, SignIn signIn, People people, Notices notices, Clock clock) {
        this.accounts = accounts;
        this.oneTimePasswords = oneTimePasswords;
        this.admission = admission;
        this.signIn = signIn;
        this.people = people;
        this.notices = notices;
        this.clock = clock;
    }

    @GetMapping("/password")
    String own(Principal person, Model model) {
        model.addAttribute("first", admission.mustChoosePassword(person.getName()));
        return "pages/password";
    }

    @PostMapping("/password")
    String choose(Principal person, HttpServletRequest request, HttpServletResponse response, Model model,
            @RequestParam(defaultValue = "") String current, @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again) {
        String userId = person.getName();
        try {
            if (!password.equals(again)) {
                return refused(response, model, userId, "again", "The two new passwords are not the same.");
            }
            signIn.confirm(userId, current, request.getRemoteAddr());
            accounts.choosePassword(userId, password);
        } catch (RefusedForNow e) {
            response.setHeader("Retry-After", String.valueOf(e.waiting().toSeconds()));
            String answer = refused(response, model, userId, "current", "Too many attempts. Please try again in " + e.waiting().toSeconds() + " seconds.");
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return answer;
        } catch (BadCredentialsException e) {
            return refused(response, model, userId, "current", "That is not the password you have now.");
        } catch (Accounts.UnsuitablePassword e) {
            return refused(response, model, userId, "password", e.getMessage());
        }
        forget(userId);
        new SecurityContextLogoutHandler().logout(request, response, SecurityContextHolder.getContext().getAuthentication());
        return "redirect:/login?chosen";
    }

    /** Ends the person's sessions, too: whoever knew the old password is out. The person is told, so that nobody is impersonated unnoticed. */
    @PostMapping("/people/{personId}/password")
    String issue(@PathVariable String personId, Principal administrator, HttpServletResponse response, Model model) {
        Person person = people.byId(personId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (accounts.demoPassword().isPresent()) {
            model.addAttribute("demo", true);
        } else {
            String by = people.byUserId(administrator.getName()).map(Person::personId).orElse(FirstAdministrator.PERSON_ID);
            model.addAttribute("oneTimePassword", oneTimePasswords.issue(person, by));
            model.addAttribute("days", Accounts.ONE_TIME_FOR.toDays());
            forget(person.userId());
            notices.tell(person.personId(), new Notice("one-time-password:" + clock.instant(), "people/one-time-password",
                    "A one-time password was made for your account", "An administrator made a one-time password for your account. "
                            + "If you did not ask for it, tell your institution's data protection officer at once.", "/password", null));
        }
        model.addAttribute("person", person);
        return "pages/one-time-password";
    }

    private String refused(HttpServletResponse response, Model model, String userId, String field, String trouble) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("first", admission.mustChoosePassword(userId));
        model.addAttribute("field", field);
        model.addAttribute("trouble", trouble);
        return "pages/password";
    }

    private void forget(String userId) {
        signIn.forget();
        admission.forget(userId);
    }
}
