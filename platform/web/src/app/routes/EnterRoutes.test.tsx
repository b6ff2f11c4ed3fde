import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { RequireUser } from "@/app/RequireUser.tsx";
import { RegisterRoute, SignInRoute } from "@/app/routes/EnterRoutes.tsx";
import { ADA, renderPage } from "../../../test/render.tsx";
import { fakeServer, json, problem } from "../../../test/server.ts";

afterEach(() => vi.unstubAllGlobals());

async function fill(button: string) {
  await userEvent.type(screen.getByLabelText("Username"), "ada");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: button }));
}

test("signing in leads back to where one wanted to go", async () => {
  const server = fakeServer({ "POST /auth/login": json({ user: ADA }) });
  const guarded = <RequireUser>secret page</RequireUser>;
  const { router } = renderPage(guarded, {
    path: "/submissions?verdict=accepted",
    routes: [{ path: "/sign-in", element: <SignInRoute /> }],
  });
  await fill("Sign in");
  expect(await screen.findByText("secret page")).toBeInTheDocument();
  expect(router.state.location.search).toBe("?verdict=accepted");
  expect(JSON.parse(String(server.sent[0]?.body))).toEqual({ username: "ada", password: "correct horse" });
});

test("a wrong password says so and keeps the name", async () => {
  fakeServer({ "POST /auth/login": problem(401, "username or password is wrong") });
  renderPage(<SignInRoute />, { path: "/sign-in" });
  await fill("Sign in");
  expect(await screen.findByRole("alert")).toHaveTextContent("Username or password is wrong.");
  expect(screen.getByLabelText("Username")).toHaveValue("ada");
});

test("what is wrong with a new account stands at its field", async () => {
  const errors = [{ field: "password", message: "must have 8 characters or more" }];
  fakeServer({ "POST /auth/register": problem(400, "the account cannot be made", { errors }) });
  renderPage(<RegisterRoute />, { path: "/register" });
  await fill("Register");
  await waitFor(() => expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(errors[0]?.message));
  expect(screen.getByLabelText("Password")).toBeInvalid();
});

test("too many tries say when to come back", async () => {
  fakeServer({ "POST /auth/login": problem(429, "too many attempts", {}, { "Retry-After": "30" }) });
  renderPage(<SignInRoute />, { path: "/sign-in" });
  await fill("Sign in");
  expect(await screen.findByRole("alert")).toHaveTextContent("Too many attempts. Try again in 30 s.");
});

test("a setter's page says so to others", () => {
  renderPage(<RequireUser setter>manage</RequireUser>, { me: ADA });
  expect(screen.getByText("Only for setters")).toBeInTheDocument();
});
