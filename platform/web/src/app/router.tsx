import { createBrowserRouter, Navigate } from "react-router";
import { RegisterRoute, SignInRoute } from "@/app/routes/EnterRoutes.tsx";
import ProblemsRoute from "@/app/routes/ProblemsRoute.tsx";
import { Shell } from "@/app/Shell.tsx";

export function createRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      children: [
        { index: true, element: <Navigate to="/problems" replace /> },
        { path: "problems", element: <ProblemsRoute /> },
        { path: "sign-in", element: <SignInRoute /> },
        { path: "register", element: <RegisterRoute /> },
      ],
    },
  ]);
}
